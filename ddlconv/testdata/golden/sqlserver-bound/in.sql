CREATE DEFAULT dbo.D_Zero AS 0;
GO
CREATE DEFAULT D_Me AS SUSER_SNAME()
GO
CREATE DEFAULT D_Unused AS 'x'
GO
CREATE RULE R_Positive AS @value >= 0 AND @value < 1000
GO
CREATE RULE dbo.R_Code AS @c LIKE '[A-Z]%'
GO
CREATE RULE R_Own AS dbo.IsGood(@c) = 1
GO
EXEC sp_addtype 'Amount', 'decimal(9,2)', 'NOT NULL'
EXEC sp_bindefault 'dbo.D_Zero', 'Amount'
EXEC sp_bindrule N'R_Positive', N'Amount'
GO
CREATE TABLE dbo.Sale (
    Id int NOT NULL PRIMARY KEY,
    Price Amount,
    Fee Amount DEFAULT 5,
    Code varchar(10) NOT NULL,
    Who nvarchar(128) NULL,
    Free int NULL
)
GO
EXEC sp_bindrule 'R_Code', 'dbo.Sale.Code'
EXEC sp_bindrule 'R_Own', 'Sale.[Who]'
EXEC sp_bindefault 'D_Me', '[dbo].[Sale].[Who]'
EXEC sp_bindefault D_Zero, 'Sale.Free'
EXEC sp_unbindefault 'Sale.Free'
EXEC sp_bindefault 'D_Elsewhere', 'Sale.Free'
EXEC sp_unbindrule 'Amount'
EXEC sp_bindrule 'R_Positive', 'Elsewhere.Free'
EXEC msdb.dbo.sp_add_job @job_name = N'nightly'
EXEC sys.sp_cdc_enable_table @source_schema = N'dbo', @source_name = N'Sale', @role_name = NULL
EXEC sp_fulltext_table 'Sale', 'create', 'cat', 'PK'
EXEC dbo.Refresh_all
GO
