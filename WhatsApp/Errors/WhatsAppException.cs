namespace Wasilo.WhatsApp.Errors;

/// <summary>The base of everything the engine throws that is not a mistake in the caller's arguments.</summary>
public abstract class WhatsAppException : Exception
{
    /// <summary>Says what happened and, where there is something to do, what.</summary>
    protected WhatsAppException(string message)
        : base(message)
    {
    }

    /// <summary>Says what happened and keeps its cause.</summary>
    protected WhatsAppException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
