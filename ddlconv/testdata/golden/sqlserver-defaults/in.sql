CREATE TABLE dbo.D (
    Id int NOT NULL CONSTRAINT PK_D PRIMARY KEY,
    A int NOT NULL CONSTRAINT DF_A DEFAULT ((0)),
    B int NOT NULL DEFAULT (-(1)),
    C nvarchar(20) NOT NULL DEFAULT (N'it''s \here'),
    E nchar(1) DEFAULT ((0)),
    F bit DEFAULT ('True'),
    G bit DEFAULT (CONVERT([bit],(0),(0))),
    H datetime DEFAULT ('1/2/2003'),
    I datetime DEFAULT (0),
    J money DEFAULT ($1.50),
    K uniqueidentifier DEFAULT (newid()),
    L nvarchar(50) DEFAULT (suser_sname()),
    M datetime DEFAULT (dateadd(day,(7),getdate())),
    N varchar(10) DEFAULT (NULL),
    O varbinary(8) DEFAULT (0x00FF),
    P int,
    Q int
)
GO
ALTER TABLE dbo.D ADD CONSTRAINT DF_P DEFAULT ((5)) FOR P
ALTER TABLE dbo.D ADD DEFAULT ((6)) FOR Q WITH VALUES
ALTER TABLE dbo.D ADD DEFAULT ((7)) FOR Nowhere
ALTER TABLE dbo.D DROP CONSTRAINT DF_A
GO
