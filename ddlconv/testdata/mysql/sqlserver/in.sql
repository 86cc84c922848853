USE [Shop]
GO
SET ANSI_NULLS ON
GO
CREATE TABLE [dbo].[Orders](
	[Id] [int] IDENTITY(1,1) NOT NULL
) ON [PRIMARY]
GO
CREATE TABLE plain (a int)
CREATE TABLE second (a int NOT NULL, PRIMARY KEY (a))
ALTER TABLE second ADD b int
GO
SET IDENTITY_INSERT second ON
INSERT INTO second (a)
VALUES (1)
CREATE TABLE third (a int)
go
CREATE TRIGGER tr ON third AFTER INSERT AS
BEGIN
  SET NOCOUNT ON;
  UPDATE third SET a = 1
END
GO
USE other
EXEC sp_rename 'a', 'b'
CREATE TABLE fourth (a int);
USE
  other
-- what another server makes of the same words
CREATE PROCEDURE pr @a int = 5 AS SELECT @a
GO
CREATE VIEW v WITH SCHEMABINDING AS SELECT 1
GO
GRANT ALL ON fourth TO someone;
USE
  another
GRANT ALL ON fourth TO someone;
