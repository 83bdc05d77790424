import { totalmem } from 'node:os'

const MIB = 1024 * 1024

/** The port is only part of the socket's file name: the server listens on no TCP address. */
export const SOCKET_PORT = 5432

/** The memory in bytes that this machine, or the container around us, has in all. */
export function memoryBytes(): number {
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}

/** Pure: a quarter of the memory (Postgres manual, 19.4.1), at least 128 MiB and at most 1 GiB, in whole MiB. */
export function sharedBuffersMib(memory: number): number {
  return Math.min(1024, Math.max(128, Math.floor(memory / 4 / MIB)))
}

/**
 * Pure: the server's settings. They are given on the command line, where nothing in the data directory can override
 * them, so that durability is never switched off by an edited file.
 */
export function serverSettings(memory: number, socketDir: string): Readonly<Record<string, string>> {
  return {
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    port: String(SOCKET_PORT),
    cluster_name: 'offhook',
    max_connections: '100',

    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_compression: 'pglz',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',

    shared_buffers: `${sharedBuffersMib(memory)}MB`,
    // posix segments meet Docker's 64 MB /dev/shm and are removed under us by systemd's RemoveIPC at logout
    dynamic_shared_memory_type: 'mmap',
    shared_preload_libraries: '',
    jit: 'off',
    autovacuum_naptime: '10s',
    timezone: 'UTC',

    // stderr goes to our log; statements and details hold callers' data and stay out of it
    log_destination: 'stderr',
    logging_collector: 'off',
    log_timezone: 'UTC',
    log_line_prefix: '',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    lc_messages: 'C',
  }
}

/** The settings as arguments of the `postgres` program. */
export function settingArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
