CREATE TABLE `PEOPLE` (
  `ID` varbinary(16) NOT NULL DEFAULT (unhex(replace(uuid(), '-', ''))),
  `TEXT_ID` varchar(32) DEFAULT (upper(replace(uuid(), '-', ''))),
  `LOW_ID` varchar(32) DEFAULT (replace(uuid(), '-', '')),
  `ACTIVE` tinyint(1) NOT NULL DEFAULT 1,
  `MAIL` varchar(320) NOT NULL,
  `MAIL2` varchar(320),
  `DOC` json,
  `QTY` int,
  PRIMARY KEY (`ID`),
  KEY `PEOPLE_QTY` (`QTY`),
  CHECK (`QTY` >= 0)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
