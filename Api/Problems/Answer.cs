using System.Diagnostics.CodeAnalysis;

namespace Wasilo.Api.Problems;

/// <summary>What was asked for, or why there is none.</summary>
internal readonly record struct Answer<TValue>
    where TValue : notnull
{
    private Answer(TValue? value, Problem? problem) => (Value, Problem) = (value, problem);

    public TValue? Value { get; }

    public Problem? Problem { get; }

    public static implicit operator Answer<TValue>(TValue value) => new(value, null);

    public static implicit operator Answer<TValue>(Problem problem) => new(default, problem);

    /// <summary>Whether there is a value.</summary>
    public bool Has([NotNullWhen(true)] out TValue? value, [NotNullWhen(false)] out Problem? problem)
    {
        (value, problem) = (Value, Problem);
        return problem is null;
    }
}
