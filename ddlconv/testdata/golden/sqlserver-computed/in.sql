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
