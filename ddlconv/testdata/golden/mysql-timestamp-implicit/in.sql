CREATE TABLE t (
  id int,
  made timestamp,
  changed timestamp(3),
  seen timestamp NOT NULL,
  kept timestamp DEFAULT CURRENT_TIMESTAMP,
  touched timestamp DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  said timestamp NULL,
  whole timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
)
