:setvar Schema "shop"
:setvar Label Kunde -- as the customer calls it
:on error exit
:connect db1\sales -U sa -P hunter2
:r .\tables\first.sql
:r "..\more tables.sql"
:!! dir c:\
!!copy a b
CREATE DATABASE [$(Database)]
GO
USE [$(Database)]
GO 1
CREATE TABLE [$(Schema)].[T$(Label)] (
    Id int NOT NULL PRIMARY KEY,
    Name nvarchar(20) NOT NULL DEFAULT N'$(Label)'
) ON [$(Group)]
GO
CREATE INDEX IX ON $(Schema).TKunde (Name)
GO
:setvar Schema
ALTER TABLE [shop].[TKunde] ADD Note nvarchar(20) CHECK (Note <> '$(Schema)')
GO
INSERT INTO [shop].[TKunde] VALUES (1, N'$(Label)')
GO 5
:quit
CREATE TABLE @target.Visit (Id int NOT NULL PRIMARY KEY)
CREATE INDEX IX_Visit ON @target.Visit (Id)
ALTER TABLE @target.Visit ADD Parent int REFERENCES @target.Visit (Id)
