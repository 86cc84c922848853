IF NOT EXISTS (SELECT * FROM sys.objects WHERE object_id = OBJECT_ID(N'[dbo].[A]') AND type in (N'U'))
BEGIN
CREATE TABLE [dbo].[A] ([Id] int NOT NULL PRIMARY KEY)
END
GO
IF OBJECT_ID('dbo.B') IS NULL CREATE TABLE dbo.B (Id int PRIMARY KEY, A_Id int)
ELSE ALTER TABLE dbo.B ADD Late int
IF EXISTS (SELECT 1 FROM sys.tables WHERE name = 'C') PRINT 'there' ELSE BEGIN CREATE TABLE dbo.C (Id int PRIMARY KEY) CREATE INDEX ix ON dbo.C (Id) END
IF @version = 1 CREATE TABLE dbo.D (Id int PRIMARY KEY) ELSE CREATE TABLE dbo.D (Id bigint PRIMARY KEY)
IF EXISTS (SELECT * FROM sys.foreign_keys WHERE name = 'FK_X') ALTER TABLE dbo.X DROP CONSTRAINT FK_X
IF OBJECT_ID('dbo.Old') IS NOT NULL DROP TABLE dbo.Old
GO
EXEC dbo.sp_executesql @statement = N'CREATE VIEW [dbo].[V] AS SELECT Id FROM dbo.A'
EXEC sp_executesql @sql
EXEC dbo.Migrate 3
GO
CREATE SCHEMA inner_ AUTHORIZATION dbo CREATE TABLE T (Id int PRIMARY KEY) GRANT SELECT ON T TO reader
GO
