package ddlconv_test

import (
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// TestGuess has the beginnings of scripts, and what each looks like.
func TestGuess(t *testing.T) {
	for text, want := range map[string]ddlconv.Dialect{
		"CREATE TABLE `t` (`a` int unsigned) ENGINE=InnoDB;":                                         ddlconv.MySQL,
		"-- MariaDB dump 10.19\nCREATE TABLE `t` (`a` int);":                                         ddlconv.MariaDB,
		"-- PostgreSQL database dump\nCREATE TABLE public.t (a character varying(10));":              ddlconv.Postgres,
		"create table t (id bigserial primary key, doc jsonb default '{}'::jsonb);":                  ddlconv.Postgres,
		"CREATE TABLE t (a NUMBER(10), b VARCHAR2(20 CHAR))\n/\n":                                    ddlconv.Oracle,
		"CREATE TABLE [dbo].[t] ([a] [int] IDENTITY(1,1) NOT NULL)\r\nGO\r\n":                        ddlconv.SQLServer,
		"\xFF\xFEC\x00R\x00E\x00A\x00T\x00E\x00 \x00[\x00d\x00b\x00o\x00]\x00\n\x00G\x00O\x00\n\x00": ddlconv.SQLServer,
		"CREATE TABLE t (a int);": "",
		"":                        "",
		"\x7fELF\x00\x01":         "",
	} {
		if got := ddlconv.Guess([]byte(text)); got != want {
			t.Errorf("%q looks like %q, want %q", text, got, want)
		}
	}
}
