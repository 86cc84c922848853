CREATE TABLE dbo.Item (
    [Id] int NOT NULL CONSTRAINT PK_Item PRIMARY KEY,
    [Name] nvarchar(20) NOT NULL,
    [name] nvarchar(30) NOT NULL,
    [NAME] AS ([Name] + [name]),
    [Id] int NULL,
    CONSTRAINT CK_Item CHECK (LEN([name]) > 0),
    CONSTRAINT UQ_Item UNIQUE ([name], [Name])
)
GO
CREATE TABLE dbo.ITEM (
    id int NOT NULL PRIMARY KEY,
    parent int NULL REFERENCES dbo.ITEM (id),
    item int NULL
)
GO
CREATE TABLE dbo.item (id smallint NOT NULL PRIMARY KEY)
CREATE TABLE dbo.item (again int NOT NULL)
GO
ALTER TABLE dbo.ITEM ADD Parent nvarchar(40) NULL, CONSTRAINT DF_parent DEFAULT 0 FOR parent
ALTER TABLE dbo.item ALTER COLUMN id int NOT NULL
CREATE INDEX IX_name ON dbo.Item ([name]) WHERE [name] IS NOT NULL
CREATE INDEX IX_parent ON dbo.ITEM (Parent, parent)
EXEC sp_addextendedproperty 'MS_Description', 'the small one', 'SCHEMA', 'dbo', 'TABLE', 'Item', 'COLUMN', 'name'
EXEC sp_rename 'dbo.Item.name', 'Label', 'COLUMN'
GO
ALTER TABLE dbo.ITEM ADD CONSTRAINT FK_item FOREIGN KEY (item) REFERENCES dbo.item (id)
GO
IF OBJECT_ID('dbo.iTEM') IS NULL
BEGIN
    CREATE TABLE dbo.iTEM (id int NOT NULL)
END
GO
CREATE VIEW dbo.V AS SELECT i.[Name], t.[Parent] FROM dbo.Item AS i JOIN dbo.ITEM AS t ON t.item = i.Id
GO
