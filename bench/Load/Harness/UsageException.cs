namespace Wasilo.Load.Harness;

/// <summary>The command line makes no sense; the message says what would.</summary>
internal sealed class UsageException(string message) : Exception(message);
