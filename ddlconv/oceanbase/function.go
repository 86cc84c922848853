package oceanbase

// missing are functions of MySQL and MariaDB that the kernel has not (1305).
const missing = " add_months chr column_add column_check column_create column_delete column_exists column_get column_json " +
	"column_list crc32c decode_histogram json_compact json_detailed json_equals json_exists json_loose json_normalize lengthb " +
	"load_file master_gtid_wait master_pos_wait mbrcontains mbrcoveredby median natural_sort_key nvl2 percentile_disc " +
	"roles_graphml sformat st_geohash st_geomfromgeojson st_hausdorffdistance st_latfromgeohash st_makeenvelope " +
	"st_simplify st_swapxy st_validate sys_guid old_password json_query ps_thread_id xmltype "

// missingXML are missing before 4.2.5: V4.2.1 and V4.2.5, "Compatibility with MySQL".
const missingXML = " extractvalue updatexml "

// missing3 are missing before 4.0: V3.1.5, "Compatibility with MySQL". 3.2 has no such
// page that could be found.
const missing3 = " degrees addtime dayname octet_length soundex weight_string aes_decrypt aes_encrypt compress sha sha1 sha2 " +
	"uncompress uncompressed_length is_ipv4_compat "

// fleeting are functions whose value is not settled by their arguments alone: they
// may stand in no CHECK (3814), generated column (3102) or key (3758).
const fleeting = " now current_timestamp localtime localtimestamp curdate current_date curtime current_time sysdate utc_date " +
	"utc_time utc_timestamp unix_timestamp from_unixtime rand random_bytes uuid uuid_short user current_user session_user " +
	"system_user current_role connection_id database schema version last_insert_id sleep found_rows row_count get_lock " +
	"release_lock release_all_locks is_free_lock is_used_lock benchmark select @ nextval lastval setval values name_const "

// unsafe are functions over which the kernel breaks off where a default calls them.
const unsafe = " cast convert current_user case div select @ "

// missing are the functions that the target has not.
func (t Target) missing() string {
	all := missing
	if t.Before("4.2.5") {
		all += missingXML
	}
	if t.Before("4.0.0") {
		all += missing3
	}
	return all
}

// Lacks tells whether a function, by its name in lower case, is one of MySQL or MariaDB that
// the target has not.
func (t Target) Lacks(function string) bool { return listed(t.missing(), function) }

// RefusesExpression tells whether a call is among those given that the target takes
// in no CHECK, generated column or key. Names are in lower case; "select" stands for
// a subquery and "@" for a variable.
func (t Target) RefusesExpression(calls []string) bool { return anyOf(calls, t.missing(), fleeting) }

// RefusesDefault tells the same for a default.
func (t Target) RefusesDefault(calls []string) bool { return anyOf(calls, t.missing(), unsafe) }

// partitioners are the functions that a table may be partitioned by.
const partitioners = " abs ceil ceiling day dayofmonth dayofweek dayofyear div extract floor hour microsecond minute mod month " +
	"quarter second time_to_sec to_days to_seconds unix_timestamp weekday year yearweek "

// RefusesPartition tells whether a call is among those given that no table can be
// partitioned by (1486).
func RefusesPartition(calls []string) bool {
	for _, call := range calls {
		if !listed(partitioners, call) {
			return true
		}
	}
	return false
}

// anyOf tells whether one of several lists of words between blanks holds one of the
// names.
func anyOf(names []string, lists ...string) bool {
	for _, name := range names {
		for _, list := range lists {
			if listed(list, name) {
				return true
			}
		}
	}
	return false
}
