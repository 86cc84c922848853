package sqlserver

import (
	"slices"
	"strings"
)

// upkeep are the system procedures that say nothing about the schema.
var upkeep = set("sp_configure sp_dboption sp_tableoption sp_indexoption sp_autostats sp_updatestats sp_createstats sp_fulltext_database " +
	"sp_fulltext_catalog sp_fulltext_service sp_refreshview sp_refreshsqlmodule sp_recompile sp_settriggerorder sp_help sp_helpdb " +
	"sp_helptext sp_who sp_dbcmptlevel sp_detach_db sp_attach_db sp_spaceused sp_set_session_context " +
	"sp_getapplock sp_releaseapplock sp_changedbowner sp_query_store_flush_db " +
	"sp_db_vardecimal_storage_format sp_flush_log sp_cycle_errorlog xp_create_subdir")

// servers are the beginnings of the names of system procedures that set up the server:
// its jobs, mail, messages, links to others and options.
var servers = []string{"sp_add_job", "sp_add_schedule", "sp_attach_schedule", "sp_add_category", "sp_add_alert", "sp_add_operator", "sp_add_notification",
	"sp_update_job", "sp_delete_job", "sp_start_job", "sp_send_dbmail", "sysmail_", "sp_addmessage", "sp_altermessage", "sp_dropmessage",
	"sp_addlinkedserver", "sp_dropserver", "sp_addserver", "sp_serveroption", "sp_setnetname", "sp_procoption", "sp_addumpdevice", "sp_trace_", "sp_audit_", "sp_execute_external_script",
	"xp_cmdshell", "xp_instance_reg", "xp_reg", "sp_oa", "sp_syspolicy_", "sp_adddatatype"}

// replicas are those of change data capture, change tracking and replication.
var replicas = []string{"sp_cdc_", "sp_replication", "sp_addpublication", "sp_addarticle", "sp_articlefilter", "sp_articleview", "sp_addsubscription",
	"sp_addpush", "sp_addpull", "sp_addmerge", "sp_adddistribut", "sp_adddistpublisher", "sp_changepublication", "sp_grant_publication_access", "sp_addlogreader"}

// beginsAny tells whether a name begins with one of some words.
func beginsAny(name string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(name, w) })
}

// rights are the system procedures about users and roles.
var rights = set("sp_addlogin sp_adduser sp_addrole sp_addrolemember sp_addsrvrolemember sp_grantdbaccess sp_grantlogin sp_droprolemember " +
	"sp_droprole sp_dropuser sp_droplogin sp_revokedbaccess sp_revokelogin sp_denylogin sp_changeobjectowner sp_change_users_login " +
	"sp_password sp_defaultdb sp_addapprole sp_addalias")
