CREATE TABLE dbo.L (
    Id int NOT NULL PRIMARY KEY,
    Class varchar(20) CHECK (Class LIKE '[A-Z][0-9]%'),
    Negated varchar(20) CHECK (Class NOT LIKE '%[^a-z-]%'),
    Percent_ varchar(20) CHECK (Percent_ LIKE '%[%]'),
    Bracket varchar(20) CHECK (Bracket LIKE '[[]x]'),
    Open_ varchar(20) CHECK (Open_ LIKE 'a[b'),
    Slash varchar(20) CHECK (Slash LIKE 'c:\_%'),
    Mark varchar(20) CHECK (Mark LIKE '10!%' ESCAPE '!'),
    Both varchar(20) CHECK (Both LIKE '![_0-9]_[0-9]%' ESCAPE '!'),
    Slashed varchar(20) CHECK (Slashed LIKE 'a\_b\\' ESCAPE '\'),
    Other varchar(20) CHECK (Other LIKE Class),
    Exact varchar(20) COLLATE Latin1_General_BIN2 CHECK (Exact LIKE '[a-c.]_[^]]'),
    Doubled AS CASE WHEN Class LIKE '[a-c]%' THEN 1 ELSE 0 END
)
GO
CREATE VIEW dbo.V AS SELECT Id FROM dbo.L WHERE Class LIKE '[xy]%' OR Other LIKE N'%*[abc]%' ESCAPE N'*'
GO
