CREATE TABLE dbo.Shifts (
    Id int NOT NULL PRIMARY KEY,
    Day date NOT NULL,
    Starts time(0) NOT NULL,
    Ends time NOT NULL,
    Booked datetime NOT NULL DEFAULT (getdate()),
    Rounded smalldatetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
    Exact datetime2 NOT NULL DEFAULT (sysutcdatetime()),
    Coarse datetime2(3) NULL,
    Abroad datetimeoffset NULL,
    Since date NOT NULL DEFAULT (getdate()),
    At_ time(3) NOT NULL DEFAULT (sysdatetime())
)
GO
