CREATE TABLE dbo.C (
    Id int NOT NULL PRIMARY KEY,
    Code char(4) NOT NULL CHECK (Code LIKE '[A-Z][0-9]%' OR Code LIKE 'a\_%'),
    Age int NOT NULL CONSTRAINT CK_Age CHECK (Age BETWEEN 0 AND 150),
    Doc nvarchar(max) NULL CHECK (ISJSON(Doc) = (1)),
    Flags int NOT NULL,
    Name nvarchar(20) NOT NULL,
    CONSTRAINT CK_Name CHECK (LEN(Name) > (0) AND NOT Name LIKE '%[^a-z]%'),
    CONSTRAINT CK_Flags CHECK ((Flags & 4) = 0),
    CONSTRAINT CK_Own CHECK (dbo.IsGood(Name) = 1),
    CONSTRAINT CK_Off CHECK NOT FOR REPLICATION (Age <> 13)
)
GO
ALTER TABLE dbo.C NOCHECK CONSTRAINT CK_Off
GO
