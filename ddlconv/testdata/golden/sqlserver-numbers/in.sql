CREATE TABLE dbo.Readings (
    Id integer NOT NULL PRIMARY KEY,
    Level tinyint NOT NULL,
    Active bit NOT NULL,
    Small smallint NULL,
    Large bigint NULL,
    Ratio decimal(10, 4) NULL,
    Plain numeric NULL,
    Price money NULL,
    Tip smallmoney NULL,
    Wide float NULL,
    Narrow float(24) NULL,
    Approx real NULL,
    Twice double precision NULL
);
GO
