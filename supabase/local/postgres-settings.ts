/** Server settings of the embedded Postgres: for one machine, small, and without a network beyond it. */
export const postgresSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  wal_level: 'logical',
  max_connections: '200',
  max_wal_senders: '20',
  max_replication_slots: '20',
  // A forgotten slot must not fill the disk.
  max_slot_wal_keep_size: '1GB',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  min_wal_size: '80MB',
  checkpoint_timeout: '15min',
  // Small queries only: compiling them costs more than running them.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  shared_preload_libraries: 'pg_stat_statements',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
}
