namespace Wasilo.Api.Dialects;

/// <summary>What a caller sent beside the path, wherever it stood.</summary>
internal sealed class Parameters
{
    /// <summary>Without any.</summary>
    public static Parameters None { get; } = new([]);

    private readonly Dictionary<string, string> _values;

    public Parameters(Dictionary<string, string> values) => _values = values;

    /// <summary>Null if it is missing or empty.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
