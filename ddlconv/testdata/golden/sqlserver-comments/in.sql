CREATE TABLE dbo.T ( Id int NOT NULL CONSTRAINT PK_T PRIMARY KEY, Name nvarchar(10) NULL CONSTRAINT DF_Name DEFAULT N'x' )
CREATE INDEX ix_name ON dbo.T (Name)
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'It''s a table', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N'T'
EXEC sp_addextendedproperty 'MS_Description', N'名称', 'SCHEMA', N'dbo', 'TABLE', N'T', 'COLUMN', N'Name'
EXECUTE [sys].[sp_addextendedproperty] N'MS_Description', N'By name', N'SCHEMA', [dbo], N'TABLE', [T], N'INDEX', [ix_name];
EXEC sp_addextendedproperty N'MS_Description', N'An x', N'SCHEMA', N'dbo', N'TABLE', N'T', N'CONSTRAINT', N'DF_Name'
EXEC sp_addextendedproperty N'MS_Description', N'The database', NULL, NULL, NULL, NULL
EXEC sp_addextendedproperty N'Caption', N'T', N'SCHEMA', N'dbo', N'TABLE', N'T'
EXEC sp_addextendedproperty N'MS_DiagramPane1', N'[0E232FF0', N'SCHEMA', N'dbo', N'VIEW', N'V'
GO
DECLARE @words sql_variant
SET @words = N'as the designer writes it'
EXECUTE sp_addextendedproperty N'MS_Description', @words, N'SCHEMA', N'dbo', N'TABLE', N'T', N'COLUMN', N'Id'
GO
DECLARE @unknown nvarchar(20) = N'a' + N'b'
EXECUTE sp_addextendedproperty N'MS_Description', @unknown, N'SCHEMA', N'dbo', N'TABLE', N'T'
GO
EXEC sp_addextendedproperty @name = N'Description', @value = N'as SSDT writes it', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N'T'
GO
CREATE TABLE dbo.U (Id int NOT NULL PRIMARY KEY)
EXEC sp_addextendedproperty @name = N'Description', @value = N'as SSDT writes it', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N'U'
GO
