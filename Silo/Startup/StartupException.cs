namespace Wasilo.Silo.Startup;

/// <summary>
/// The program can't start, or go on, for a reason that its operator can mend. The message is one line for them: what
/// is wrong and what to do. It never holds a secret.
/// </summary>
public sealed class StartupException(string message, Exception? cause = null) : Exception(message, cause);
