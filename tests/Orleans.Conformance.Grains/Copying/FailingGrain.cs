namespace Wasilo.Conformance.Grains.Copying;

/// <summary>Fails in every way.</summary>
public interface IFailingGrain : IGrainWithStringKey
{
    /// <summary>A type of the framework.</summary>
    Task ThrowFrameworkException(string message);

    /// <summary>Before it returns a task at all.</summary>
    Task ThrowSynchronously();

    /// <summary>A type of ours that can be serialized, with its data.</summary>
    Task ThrowOwnException(string message, int code);

    /// <summary>One inside the other.</summary>
    Task ThrowNested();

    /// <summary>A type that nobody taught to serialize.</summary>
    Task ThrowUnknownException(string message);

    /// <summary>What another grain throws.</summary>
    Task ThrowFrom(string key, string message);
}

/// <summary>An exception with data that arrives.</summary>
[GenerateSerializer, Alias("conformance.quota-exceeded")]
public sealed class QuotaExceededException : Exception
{
    /// <summary>For serializers and habit.</summary>
    public QuotaExceededException()
    {
    }

    /// <summary>With a message.</summary>
    public QuotaExceededException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public QuotaExceededException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Data of its own.</summary>
    [Id(0)]
    public int Limit { get; init; }
}

/// <summary>An exception that says nothing about serialization.</summary>
public sealed class UnmarkedException : Exception
{
    /// <summary>For habit.</summary>
    public UnmarkedException()
    {
    }

    /// <summary>With a message.</summary>
    public UnmarkedException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public UnmarkedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Something that no serializer could carry.</summary>
    public Action Callback { get; } = static () => { };
}

/// <summary>Fails in every way.</summary>
public sealed class FailingGrain : Grain, IFailingGrain
{
    async Task IFailingGrain.ThrowFrameworkException(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }

    Task IFailingGrain.ThrowSynchronously() => throw new ArgumentException("At once.", "key");

    Task IFailingGrain.ThrowOwnException(string message, int code) =>
        Task.FromException(new QuotaExceededException(message) { Limit = code });

    async Task IFailingGrain.ThrowNested()
    {
        await Task.Yield();
        throw new InvalidOperationException("outer", new QuotaExceededException("inner", new TimeoutException("innermost")) { Limit = 7 });
    }

    Task IFailingGrain.ThrowUnknownException(string message) => Task.FromException(new UnmarkedException(message));

    Task IFailingGrain.ThrowFrom(string key, string message) => GrainFactory.GetGrain<IFailingGrain>(key).ThrowFrameworkException(message);
}
