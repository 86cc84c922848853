CREATE TYPE dbo.Flag FROM bit NOT NULL;
CREATE TYPE [Name] FROM nvarchar(50) NULL;
EXEC sp_addtype zipcode, 'char(5)', 'NOT NULL'
GO
CREATE TABLE dbo.People ( Id int PRIMARY KEY, Active dbo.Flag, [Name] [dbo].[Name] NOT NULL, Zip zipcode )
GO
CREATE TABLE dbo.Places ( Id int PRIMARY KEY, Spot dbo.Point NOT NULL, Across AS Spot.X, Code PostCode )
GO
CREATE TYPE dbo.IdList AS TABLE (Id int NOT NULL)
GO
