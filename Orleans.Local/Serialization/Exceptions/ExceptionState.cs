using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Orleans.Serialization;

/// <summary>
/// What every exception consists of. As in Orleans, the message is the finished text, so what the framework's exceptions add to it (a
/// parameter's name, an object's) arrives in the message and nowhere else; Source and HelpLink don't travel.
/// </summary>
[GenerateSerializer]
internal record struct ExceptionState
{
    [Id(0)] public string? TypeName { get; set; }

    [Id(1)] public string? Message { get; set; }

    [Id(2)] public string? StackTrace { get; set; }

    [Id(3)] public Exception? InnerException { get; set; }

    [Id(4)] public int HResult { get; set; }

    [Id(5)] public Dictionary<object, object?>? Data { get; set; }

    /// <summary>An <see cref="AggregateException"/>'s; its InnerException is the first of these.</summary>
    [Id(6)] public List<Exception>? InnerExceptions { get; set; }

    public static ExceptionState Of(Exception exception)
    {
        var state = new ExceptionState
        {
            Message = exception.Message,
            StackTrace = exception.StackTrace,
            InnerException = exception.InnerException,
            HResult = exception.HResult,
        };
        if (exception.Data.Count > 0)
        {
            state.Data = new(exception.Data.Count);
            foreach (System.Collections.DictionaryEntry entry in exception.Data) state.Data.Add(entry.Key, entry.Value);
        }

        if (exception.GetType() == typeof(AggregateException))
        {
            // Its Message also tells the inner exceptions' and would do so twice.
            state.Message = MessageOf(exception);
            state.InnerException = null;
            state.InnerExceptions = [.. ((AggregateException)exception).InnerExceptions];
        }

        return state;
    }

    /// <summary>Gives this state to an exception that has just been created, perhaps without a constructor.</summary>
    public readonly void ApplyTo(Exception exception)
    {
        MessageOf(exception) = Message;
        if (InnerException is not null) InnerExceptionOf(exception) = InnerException;
        exception.HResult = HResult;
        foreach (var (key, value) in Data ?? []) exception.Data[key] = value;
        if (StackTrace is not null) ExceptionDispatchInfo.SetRemoteStackTrace(exception, StackTrace);
    }

    // There is no other way to set these on an exception whose constructor doesn't take them; they have kept their names since .NET 1.0,
    // because binary serialization relied on them, and a test would notice a change.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
    private static extern ref string? MessageOf(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerException")]
    private static extern ref Exception? InnerExceptionOf(Exception exception);
}
