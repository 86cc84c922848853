CREATE TABLE dbo.Customers ( Id int NOT NULL PRIMARY KEY, First nvarchar(20) NOT NULL, Last nvarchar(20) NOT NULL, Mail nvarchar(50) NULL, Born date NULL, Score int NOT NULL, Balance money NOT NULL, Doc xml NULL )
CREATE TABLE sales.Orders ( Id int NOT NULL PRIMARY KEY, CustomerId int NOT NULL, At_ datetime NOT NULL, Amount money NOT NULL )
CREATE TABLE archive.Orders ( Id int NOT NULL PRIMARY KEY )
GO
CREATE VIEW dbo.Names WITH SCHEMABINDING AS
SELECT c.Id, c.First + N' ' + c.Last AS FullName, [Mailbox] = ISNULL(c.Mail, N''), LEN(c.Last) AS Length, Score / 2 AS Half, Score + 1 Plus
FROM dbo.Customers c WITH (NOLOCK) WHERE c.Last LIKE 'Mc%' OR c.Last LIKE '[A-C]%'
GO
CREATE VIEW dbo.Recent AS
SELECT TOP (10) o.Id, CONVERT(char(8), o.At_, 112) AS Day, DATEADD(month, 1, o.At_) AS Due, DATEDIFF(day, o.At_, GETDATE()) AS Age,
    CASE WHEN o.Amount > 100 THEN 'big' ELSE 'small' END AS Size, CAST(o.Id AS varchar(10)) AS Text_, SUM(o.Amount) OVER (PARTITION BY o.CustomerId ORDER BY o.At_) AS Running
FROM sales.Orders AS o INNER JOIN dbo.Customers AS c ON c.Id = o.CustomerId
ORDER BY o.At_ DESC
GO
CREATE VIEW dbo.Totals (CustomerId, Total) AS
WITH t AS (SELECT CustomerId, SUM(Amount) AS s FROM sales.Orders GROUP BY CustomerId HAVING COUNT(*) > 1)
SELECT t.CustomerId, t.s FROM t UNION ALL SELECT Id, 0 FROM dbo.Customers WHERE NOT EXISTS (SELECT 1 FROM t WHERE t.CustomerId = Customers.Id)
GO
CREATE VIEW dbo.Docs AS SELECT Id, Doc.value('(/a)[1]', 'int') AS A FROM dbo.Customers
GO
CREATE VIEW dbo.Applied AS SELECT c.Id FROM dbo.Customers c CROSS APPLY dbo.Split(c.Mail) s
GO
CREATE VIEW dbo.OnDocs AS SELECT Id FROM dbo.Docs
GO
CREATE UNIQUE CLUSTERED INDEX ix_names ON dbo.Names (Id)
GO
