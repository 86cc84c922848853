package ddlconv_test

import (
	"fmt"
	"io"
	"strings"

	"github.com/obferry/obferry/ddlconv"
)

// script writes the DDL of a made-up shop of so many tables as a program of a dialect
// dumps it: tables, keys, comments, and foreign keys to the table before.
var made = map[ddlconv.Dialect]func(w io.Writer, tables int){
	ddlconv.MySQL:     makeMySQL,
	ddlconv.MariaDB:   makeMySQL,
	ddlconv.Postgres:  makePostgres,
	ddlconv.Oracle:    makeOracle,
	ddlconv.SQLServer: makeSQLServer,
}

// text is a made script of a dialect.
func text(d ddlconv.Dialect, tables int) string {
	var b strings.Builder
	made[d](&b, tables)
	return b.String()
}

// before is the table that one points to: itself where it is the first.
func before(i int) int { return max(i-1, 0) }

func makeMySQL(w io.Writer, tables int) {
	fmt.Fprint(w, "-- MySQL dump 10.13\n/*!40101 SET NAMES utf8mb4 */;\n")
	for i := range tables {
		fmt.Fprintf(w, "DROP TABLE IF EXISTS `shop_%d`;\nCREATE TABLE `shop_%d` (\n"+
			"  `id` bigint unsigned NOT NULL AUTO_INCREMENT,\n  `name` varchar(100) CHARACTER SET utf8mb3 NOT NULL DEFAULT '' COMMENT 'what it is called',\n"+
			"  `total` decimal(12,2) DEFAULT '0.00',\n  `state` enum('new','paid','sent') NOT NULL DEFAULT 'new',\n  `parent` bigint unsigned DEFAULT NULL,\n"+
			"  `made` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,\n  `note` text,\n  `twice` decimal(13,2) GENERATED ALWAYS AS (`total` * 2) VIRTUAL,\n"+
			"  PRIMARY KEY (`id`),\n  UNIQUE KEY `name` (`name`),\n  KEY `parent` (`parent`,`made` DESC),\n  FULLTEXT KEY `note` (`note`),\n"+
			"  CONSTRAINT `shop_%d_ck` CHECK ((`total` >= 0))\n,\n  CONSTRAINT `shop_%d_fk` FOREIGN KEY (`parent`) REFERENCES `shop_%d` (`id`) ON DELETE SET NULL\n"+
			") ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci COMMENT='a shop';\n", i, i, i, i, before(i))
	}
}

func makePostgres(w io.Writer, tables int) {
	fmt.Fprint(w, "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\n")
	for i := range tables {
		fmt.Fprintf(w, "CREATE TABLE public.shop_%[1]d (\n    id bigint NOT NULL,\n    name character varying(100) DEFAULT ''::character varying NOT NULL,\n"+
			"    total numeric(12,2) DEFAULT 0.00,\n    parent bigint,\n    made timestamp with time zone DEFAULT now() NOT NULL,\n    doc jsonb,\n    note text,\n"+
			"    CONSTRAINT shop_%[1]d_ck CHECK ((total >= (0)::numeric))\n);\n\nALTER TABLE public.shop_%[1]d OWNER TO shop;\n"+
			"COMMENT ON TABLE public.shop_%[1]d IS 'a shop';\nCOMMENT ON COLUMN public.shop_%[1]d.name IS 'what it is called';\n"+
			"CREATE SEQUENCE public.shop_%[1]d_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;\n"+
			"ALTER SEQUENCE public.shop_%[1]d_id_seq OWNED BY public.shop_%[1]d.id;\n"+
			"ALTER TABLE ONLY public.shop_%[1]d ALTER COLUMN id SET DEFAULT nextval('public.shop_%[1]d_id_seq'::regclass);\n", i)
	}
	for i := range tables {
		fmt.Fprintf(w, "ALTER TABLE ONLY public.shop_%[1]d ADD CONSTRAINT shop_%[1]d_pkey PRIMARY KEY (id);\n"+
			"CREATE INDEX shop_%[1]d_parent ON public.shop_%[1]d USING btree (parent, made DESC);\n", i)
	}
	for i := range tables {
		fmt.Fprintf(w, "ALTER TABLE ONLY public.shop_%[1]d ADD CONSTRAINT shop_%[1]d_fk FOREIGN KEY (parent) REFERENCES public.shop_%[2]d(id) ON DELETE SET NULL;\n", i, before(i))
	}
}

func makeOracle(w io.Writer, tables int) {
	for i := range tables {
		fmt.Fprintf(w, "CREATE TABLE \"SHOP\".\"SHOP_%[1]d\" (\n  \"ID\" NUMBER(19,0) NOT NULL ENABLE,\n  \"NAME\" VARCHAR2(100 CHAR) DEFAULT 'x' NOT NULL ENABLE,\n"+
			"  \"TOTAL\" NUMBER(12,2) DEFAULT 0,\n  \"PARENT\" NUMBER(19,0),\n  \"MADE\" DATE DEFAULT SYSDATE,\n  \"NOTE\" CLOB,\n"+
			"  CONSTRAINT \"SHOP_%[1]d_CK\" CHECK (\"TOTAL\" >= 0) ENABLE\n) SEGMENT CREATION IMMEDIATE PCTFREE 10 TABLESPACE \"USERS\";\n"+
			"COMMENT ON TABLE \"SHOP\".\"SHOP_%[1]d\" IS 'a shop';\nCOMMENT ON COLUMN \"SHOP\".\"SHOP_%[1]d\".\"NAME\" IS 'what it is called';\n"+
			"CREATE SEQUENCE \"SHOP\".\"SHOP_%[1]d_SEQ\" MINVALUE 1 INCREMENT BY 1 START WITH 21 CACHE 20 NOORDER;\n"+
			"CREATE OR REPLACE TRIGGER \"SHOP\".\"SHOP_%[1]d_BI\" BEFORE INSERT ON \"SHOP\".\"SHOP_%[1]d\" FOR EACH ROW\nBEGIN\n  SELECT SHOP_%[1]d_SEQ.NEXTVAL INTO :NEW.ID FROM DUAL;\nEND;\n/\n", i)
	}
	for i := range tables {
		fmt.Fprintf(w, "ALTER TABLE \"SHOP\".\"SHOP_%[1]d\" ADD CONSTRAINT \"SHOP_%[1]d_PK\" PRIMARY KEY (\"ID\") USING INDEX TABLESPACE \"USERS\" ENABLE;\n"+
			"CREATE INDEX \"SHOP\".\"SHOP_%[1]d_P\" ON \"SHOP\".\"SHOP_%[1]d\" (\"PARENT\", \"MADE\" DESC) TABLESPACE \"USERS\";\n"+
			"ALTER TABLE \"SHOP\".\"SHOP_%[1]d\" ADD CONSTRAINT \"SHOP_%[1]d_FK\" FOREIGN KEY (\"PARENT\") REFERENCES \"SHOP\".\"SHOP_%[2]d\" (\"ID\") ON DELETE SET NULL ENABLE;\n", i, before(i))
	}
}

func makeSQLServer(w io.Writer, tables int) {
	fmt.Fprint(w, "USE [Shop]\r\nGO\r\nSET ANSI_NULLS ON\r\nGO\r\n")
	for i := range tables {
		fmt.Fprintf(w, "CREATE TABLE [dbo].[Shop%[1]d](\r\n\t[Id] [bigint] IDENTITY(1,1) NOT NULL,\r\n\t[Name] [nvarchar](100) NOT NULL,\r\n\t[Total] [money] NULL,\r\n\t[Parent] [bigint] NULL,\r\n"+
			"\t[Made] [datetime2](7) NOT NULL,\r\n\t[Note] [nvarchar](max) NULL,\r\n CONSTRAINT [PK_Shop%[1]d] PRIMARY KEY CLUSTERED ([Id] ASC) WITH (PAD_INDEX = OFF) ON [PRIMARY]\r\n) ON [PRIMARY]\r\nGO\r\n"+
			"CREATE NONCLUSTERED INDEX [IX_Shop%[1]d] ON [dbo].[Shop%[1]d] ([Parent] ASC, [Made] DESC) INCLUDE ([Name]) ON [PRIMARY]\r\nGO\r\n"+
			"ALTER TABLE [dbo].[Shop%[1]d] ADD CONSTRAINT [DF_Shop%[1]d] DEFAULT (getdate()) FOR [Made]\r\nGO\r\n", i)
	}
	for i := range tables {
		fmt.Fprintf(w, "ALTER TABLE [dbo].[Shop%[1]d] WITH CHECK ADD CONSTRAINT [FK_Shop%[1]d] FOREIGN KEY([Parent]) REFERENCES [dbo].[Shop%[2]d] ([Id])\r\nGO\r\n"+
			"ALTER TABLE [dbo].[Shop%[1]d] CHECK CONSTRAINT [FK_Shop%[1]d]\r\nGO\r\n"+
			"ALTER TABLE [dbo].[Shop%[1]d] WITH CHECK ADD CONSTRAINT [CK_Shop%[1]d] CHECK (([Total]>=(0)))\r\nGO\r\n"+
			"EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'what it is called' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Shop%[1]d', @level2type=N'COLUMN',@level2name=N'Name'\r\nGO\r\n", i, before(i))
	}
}
