CREATE DATABASE Shop COLLATE Latin1_General_CI_AS
GO
CREATE TABLE dbo.T (
    Id int NOT NULL PRIMARY KEY,
    Plain nvarchar(20) NOT NULL,
    Same nvarchar(20) COLLATE SQL_Latin1_General_CP1_CI_AS NOT NULL,
    Own nvarchar(20) COLLATE DATABASE_DEFAULT NOT NULL,
    Exact varchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Cased varchar(20) COLLATE Latin1_General_CS_AS NOT NULL,
    Loose varchar(20) COLLATE Latin1_General_CI_AI NOT NULL,
    Odd varchar(20) COLLATE Klingon NOT NULL
)
GO
