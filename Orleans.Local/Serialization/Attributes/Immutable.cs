using System.Diagnostics.CodeAnalysis;

namespace Orleans.Concurrency;

/// <summary>Carries a value that is shared instead of copied, whatever its type.</summary>
[GenerateSerializer, Immutable]
public readonly struct Immutable<T>(T value)
{
    /// <summary>The value itself, not a copy of it.</summary>
    [Id(0)]
    [SuppressMessage("Design", "CA1051", Justification = "A field in Orleans, and so for all code written against it.")]
    public readonly T Value = value;
}
