CREATE FUNCTION dbo.Pad (@n int) RETURNS varchar(8) AS BEGIN RETURN RIGHT('0000000' + CONVERT(varchar(8), @n), 8); END;
GO
CREATE TABLE dbo.Orders (
    Id int NOT NULL PRIMARY KEY,
    Quantity int NOT NULL,
    Price money NOT NULL,
    Rate decimal(5, 2) NOT NULL,
    First nvarchar(30) NOT NULL,
    Last nvarchar(30) NOT NULL,
    Node hierarchyid NULL,
    Total AS (Quantity * Price),
    Net AS Price * (1.0 - Rate) PERSISTED NOT NULL,
    Half AS (Quantity / 2),
    Full_ AS (First + N' ' + Last) PERSISTED,
    Size AS CASE WHEN Quantity > 10 THEN 'large' ELSE 'small' END,
    Number AS ISNULL('N' + dbo.Pad(Id), ''),
    Depth AS Node.GetLevel(),
    Label AS (ISNULL(N'SO' + CONVERT(nvarchar(23), Quantity), N'?'))
)
GO
CREATE TABLE dbo.Widest (Brief nvarchar(50) NULL, Wide varchar(max) NULL, Small int NULL, Cost decimal(12,4) NULL,
    A AS (coalesce([Brief],[Wide],'')), B AS (coalesce([Small],[Cost])), C AS (coalesce(NULL,[Brief],N'a')), D AS (isnull([Brief],[Wide])))
GO
CREATE TABLE dbo.Filled (a int NULL, b int NULL, c varchar(9) NULL,
    A1 AS (isnull([a],(0))), A2 AS (isnull([a],(0))*[b]), A3 AS (isnull([a],[b])), A4 AS (isnull(([c]+'x')+[c],'it''s, (')), A5 AS (isnull([a],(0))+isnull([b],(0))))
GO
