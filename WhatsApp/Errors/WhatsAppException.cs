namespace Wasilo.WhatsApp.Errors;

/// <summary>The base of everything that the engine itself throws.</summary>
/// <remarks>
/// There are three kinds of failure, and the type tells which:
/// <list type="bullet">
/// <item>what the other side sent is wrong, refused or not authentic: a <see cref="WhatsAppException"/>, one type for each cause;</item>
/// <item>the connection itself failed: the exception of the transport, an <see cref="IOException"/> or a socket's;</item>
/// <item>the caller's own mistake: <see cref="ArgumentException"/>, <see cref="InvalidOperationException"/> and the like.</item>
/// </list>
/// Code that reacts to a failure should switch on the type; messages are for people and may change.
/// </remarks>
public abstract class WhatsAppException : Exception
{
    /// <summary>For derived types: a message that says what happened and what to do.</summary>
    protected WhatsAppException(string message)
        : base(message)
    {
    }

    /// <summary>For derived types: a message, and the failure underneath.</summary>
    protected WhatsAppException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
