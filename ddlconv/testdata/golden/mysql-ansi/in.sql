CREATE TABLE "t" (
  "id" int NOT NULL DEFAULT '0',
  "a ""q""" varchar(10) DEFAULT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "t_chk_1" CHECK (("id" >= 0))
)
