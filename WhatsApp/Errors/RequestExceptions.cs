namespace Wasilo.WhatsApp.Errors;

/// <summary>The base of the ways in which a request to the server fails.</summary>
public abstract class RequestException : WhatsAppException
{
    private protected RequestException(string message)
        : base(message)
    {
    }
}

/// <summary>The server answered with an error.</summary>
public sealed class RequestRefusedException(int code, string? text, TimeSpan? retryAfter)
    : RequestException($"The server refused the request: {code} {text}".TrimEnd())
{
    /// <summary>As in HTTP: 404 is something that isn't there, 429 too many requests, 501 an unknown request. 0 if it gave none.</summary>
    public int Code { get; } = code;

    /// <summary>The server's word for it, such as item-not-found.</summary>
    public string? Text { get; } = text;

    /// <summary>How long the server wants to be left alone with it, if it said so.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}

/// <summary>The server didn't answer in time. It may have done what was asked, or may still do it.</summary>
public sealed class RequestTimeoutException(TimeSpan timeout)
    : RequestException($"The server didn't answer within {timeout.TotalSeconds:0} s.")
{
    /// <summary>How long was waited.</summary>
    public TimeSpan Timeout { get; } = timeout;
}

/// <summary>The connection ended before the answer came, or there was none to begin with.</summary>
public sealed class NotConnectedException(string message = "The connection ended before the server answered.") : RequestException(message);

/// <summary>So many requests are unanswered that another one would only add to the trouble.</summary>
public sealed class TooManyRequestsException(int limit)
    : RequestException($"{limit} requests wait for their answers already; wait for some of them.");

/// <summary>The server's answer lacks what the protocol says is in it.</summary>
public sealed class UnexpectedAnswerException(string message) : RequestException(message);
