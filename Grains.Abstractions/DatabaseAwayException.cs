namespace Wasilo.Grains.Abstractions;

/// <summary>
/// A grain could not do what it was asked to because the database does not answer. Nothing is wrong with the call: it may be made again in a
/// moment. What was to be written may have been, if the connection was lost at the last moment.
/// </summary>
[GenerateSerializer, Alias("wasilo.DatabaseAwayException")]
public sealed class DatabaseAwayException : Exception
{
    /// <summary>With no word on the reason.</summary>
    public DatabaseAwayException()
        : this("it does not answer")
    {
    }

    /// <summary>With what the database's driver says; it holds no secret.</summary>
    public DatabaseAwayException(string reason)
        : base($"The database is away: {reason}")
    {
    }

    /// <summary>With what the database's driver says, and its exception; a serializable one, if it is to cross between nodes.</summary>
    public DatabaseAwayException(string reason, Exception innerException)
        : base($"The database is away: {reason}", innerException)
    {
    }
}
