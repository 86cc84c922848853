CREATE TABLE flags (
  a bit(4) NOT NULL DEFAULT b'',
  b bit(4) DEFAULT b'0101'
)
