CREATE TYPE dbo.Flag FROM bit NOT NULL;
CREATE TYPE [Name] FROM nvarchar(50) NULL;
EXEC sp_addtype zipcode, 'char(5)', 'NOT NULL'
GO
CREATE TABLE dbo.People ( Id int PRIMARY KEY, Active dbo.Flag, [Name] [dbo].[Name] NOT NULL, Zip zipcode )
GO
CREATE TYPE dbo.IdList AS TABLE (Id int NOT NULL)
GO
