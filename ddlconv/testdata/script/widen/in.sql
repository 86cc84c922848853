CREATE TABLE parent (
  id bigint NOT NULL PRIMARY KEY,
  code varchar(40) COLLATE utf8mb4_bin NOT NULL,
  fixed char(12) NOT NULL,
  bits varbinary(20) NOT NULL,
  amount decimal(20,0) NOT NULL,
  day datetime NOT NULL,
  UNIQUE KEY (code), UNIQUE KEY (fixed), UNIQUE KEY (bits), UNIQUE KEY (amount), UNIQUE KEY (day)
) DEFAULT CHARSET=utf8mb4;
CREATE TABLE child (
  a int unsigned, b varchar(20) CHARACTER SET latin1, c char(8), d varbinary(10), e int, f date,
  KEY (a), KEY (b), KEY (c), KEY (d), KEY (e), KEY (f),
  FOREIGN KEY (a) REFERENCES parent (id),
  FOREIGN KEY (b) REFERENCES parent (code),
  FOREIGN KEY (c) REFERENCES parent (fixed),
  FOREIGN KEY (d) REFERENCES parent (bits),
  FOREIGN KEY (e) REFERENCES parent (amount),
  FOREIGN KEY (f) REFERENCES parent (day)
) DEFAULT CHARSET=utf8mb4;
CREATE TABLE grandchild (
  a int, UNIQUE KEY (a),
  FOREIGN KEY (a) REFERENCES child (a)
);
