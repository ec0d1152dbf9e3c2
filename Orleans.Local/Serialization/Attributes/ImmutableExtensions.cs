namespace Orleans.Concurrency;

/// <summary>Shorthand for <see cref="Immutable{T}"/>.</summary>
public static class ImmutableExtensions
{
    /// <summary>Promises that <paramref name="value"/> will not change, so that it is shared instead of copied.</summary>
    public static Immutable<T> AsImmutable<T>(this T value) => new(value);
}
