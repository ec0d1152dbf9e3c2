namespace Wasilo.Storage;

/// <summary>
/// What can be wrong with the database or with what is in it. The message is one line for the operator: what is wrong, and
/// what to do. It names the database but never its password, and quotes no stored value.
/// </summary>
public abstract class StorageException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>The connection string is missing or makes no sense.</summary>
/// <remarks>It carries no inner exception: those of the drivers quote pieces of the connection string.</remarks>
public sealed class StorageConfigurationException(string message) : StorageException(message);

/// <summary>The database can't be opened: not there, not reachable, or it refuses us.</summary>
public sealed class StorageUnavailableException(string message, Exception innerException) : StorageException(message, innerException);

/// <summary>Tables are missing that this program needs.</summary>
public sealed class SchemaNotInstalledException(string message) : StorageException(message);

/// <summary>The tables were installed by scripts that differ from those of this program.</summary>
public sealed class SchemaMismatchException(string message) : StorageException(message);
