CREATE TABLE dbo.Notes (
    Id int NOT NULL PRIMARY KEY,
    Code char(8) NOT NULL,
    Letter nchar NULL,
    Padding char(4000) NULL,
    Title nvarchar(200) NOT NULL,
    Slug varchar(200) NOT NULL,
    Body nvarchar(max) NULL,
    Legacy ntext NULL,
    Owner sysname,
    Nick national character varying(40) NULL
)
GO
