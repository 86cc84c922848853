package script_test

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv/script"
)

func TestDiscreet(t *testing.T) {
	for _, text := range []string{
		"CREATE ROLE joe LOGIN PASSWORD 'S3cr3t'",
		"ALTER ROLE joe ENCRYPTED PASSWORD E'S3cr3t\\'x' VALID UNTIL 'infinity'",
		"CREATE USER MAPPING FOR bob SERVER s OPTIONS (user 'bob', password 'S3cr3t')",
		"CREATE SUBSCRIPTION s CONNECTION 'host=h user=u password=S3cr3t dbname=d' PUBLICATION p",
		"DO $$ BEGIN ALTER ROLE joe PASSWORD 'S3cr3t'; END $$",
		"PREPARE s FROM 'ALTER USER x IDENTIFIED BY \"S3cr3t\"'",
		"CREATE USER a IDENTIFIED VIA mysql_native_password USING 'S3cr3t'",
		"SET PASSWORD FOR a = PASSWORD('S3cr3t')",
		"CREATE USER a IDENTIFIED BY 'S3cr3t",
		"CREATE USER a IDENTIFIED BY 'S3cr3t\nCREATE EVENT e DO ALTER USER x IDENTIFIED BY 'S3cr3t';",
		"EXEC sp_addlinkedserver @server='x', @provstr='Server=y;Password=S3cr3t;'",
		"SELECT * FROM OPENROWSET('SQLNCLI', 'Server=h;UID=u;PWD=S3cr3t', 't')",
		"CREATE TABLE t (a int) ENGINE=SPIDER COMMENT='wrapper \"mysql\", user \"u\", password \"S3cr3t\", port \"3306\"'",
		"CREATE TABLE t (a int) ENGINE=FEDERATED CONNECTION='mysql://u:S3cr3t@h:3306/d/t'",
		"CREATE TABLE t (a int) ENGINE=SPIDER COMMENT \"user ''u'', password ''S3cr3t''\"",
		"BEGIN DBMS_X.make(password => 'S3cr3t'); END;",
		"CREATE USER joe IDENTIFIED BY S3cr3t DEFAULT TABLESPACE users",
		"CREATE USER joe IDENTIFIED BY VALUES 'S:S3cr3t;T:S3cr3t'",
		"ALTER USER joe IDENTIFIED BY S3cr3t REPLACE S3cr3t",
		"CREATE DATABASE LINK l CONNECT TO u IDENTIFIED BY \"S3cr3t\" AUTHENTICATED BY v IDENTIFIED BY S3cr3t USING 'tns'",
		"CREATE TABLE t (a int) ENGINE=FEDERATED CONNECTION='mysql://u:S3cr3t@h:3306/d/t'",
		"postgresql://u:S3cr3t@h/d",
		"EXECUTE IMMEDIATE 'CREATE USER z IDENTIFIED BY ''S3cr3t'''",
		"PREPARE s FROM 'CREATE USER z IDENTIFIED BY \\'S3cr3t\\''",
		"CREATE ROLE joe PASSWORD $$S3cr3t$$",
		"CREATE ROLE joe PASSWORD $x$S3cr3t$x$",
		"CREATE LOGIN joe WITH PASSWORD = 0x0200S3cr3t HASHED",
		"EXEC sp_setapprole 'r', 'S3cr3t'",
		"SELECT * FROM OPENROWSET('SQLNCLI', 'h';'u';'S3cr3t', 'select 1')",
		"SET PASSWORD FOR 'a'@'%' = 'S3cr3t'",
		"GRANT USAGE ON *.* TO a IDENTIFIED BY PASSWORD '*S3cr3t'",
		"PARTITION p COMMENT 'host \"h\", user \"u\", password \"S3cr3t\"'",
		"CONNECT joe/S3cr3t@db",
		"HOST sqlplus -s joe/S3cr3t@db @x",
		"CREATE USER a IDENTIFIED VIA unix_socket OR mysql_native_password USING '*S3cr3t'",
		"CREATE USER a IDENTIFIED VIA ed25519 USING PASSWORD('S3cr3t') OR mysql_native_password USING '*S3cr3t'",
		"CREATE USER z IDENTIFIED BY /* c */ 'S3cr3t'",
		"CREATE USER 'a'' password' IDENTIFIED BY 'S3cr3t'",
		"COMMENT 'it's the password' IDENTIFIED BY 'S3cr3t'",
		"BEGIN DBMS_CREDENTIAL.CREATE_CREDENTIAL('c', 'u', 'S3cr3t'); END;",
		"BEGIN DBMS_CREDENTIAL.CREATE_CREDENTIAL('c', UPPER('u'), 'S3cr3t'); UTL_HTTP.SET_WALLET('file:x', 'S3cr3t'); END;",
		"CREATE TABLE e (a NUMBER) ORGANIZATION EXTERNAL (TYPE x ACCESS PARAMETERS (user u password S3cr3t) LOCATION ('f'))",
		"EXEC sp_change_users_login 'Auto_Fix', 'u', NULL, 'S3cr3t'",
		"EXEC sp_addlinkedsrvlogin 'x', 'false', NULL, 'u', 'S3cr3t'",
		"!! sqlcmd -S h -U u -P S3cr3t -i f",
		"EXEC xp_cmdshell 'sqlcmd -S h -PS3cr3t -i f'",
		"\\! PGPASSWORD=S3cr3t psql -c x",
		"COPY t FROM PROGRAM 'curl -u x:S3cr3t h'",
		"system mysql -u root -pS3cr3t d",
		"SELECT vault.create_secret('S3cr3t', 'name')",
		"SELECT crypt('S3cr3t', gen_salt('bf'))",
		"CREATE VIEW v AS SELECT AES_DECRYPT(pw, 'S3cr3t') FROM t",
		"CREATE POLICY p ON t USING (current_setting('app.password') = 'S3cr3t')",
		"SELECT set_config('app.password', 'S3cr3t', false)",
		"COMMENT ON TABLE t IS 'password: S3cr3t'",
		"LOCATION='oss://b/?access_id=x&access_key=S3cr3t&host=h'",
	} {
		if got := script.Discreet(text); strings.Contains(got, "S3cr3t") || !strings.Contains(got, "…") {
			t.Errorf("%s\nbecame %s", text, got)
		}
	}
	for _, text := range []string{
		"CREATE FUNCTION f() RETURNS trigger AS $$ IF NEW.password = '' THEN RETURN NULL; END IF; $$",
		"CREATE VIEW v AS SELECT replace(a, 'x', 'y') FROM t WHERE password = NEW.password",
		"COMMENT ON COLUMN u.password IS 'hash of it'",
		"GRANT SELECT ON t TO joe",
		"CREATE TABLE users (password varchar(40) DEFAULT 'x', url varchar(9) DEFAULT 'http://h/p?a=b:c')",
		"CREATE VIEW v AS SELECT a OR b AS c, encrypted, x -p FROM mysqlt WHERE note = 'crypt'",
		"CREATE VIEW v AS SELECT 'no password', 'x' FROM t",
		"-- rows are identified by the key of their parent",
		"CREATE TABLE t (`pwd` enum('a','b'), secret int COMMENT 'x')",
	} {
		if got := script.Discreet(text); got != text {
			t.Errorf("%s\nbecame %s", text, got)
		}
	}
}
