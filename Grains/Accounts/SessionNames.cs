using System.Security.Cryptography;

namespace Wasilo.Grains.Accounts;

/// <summary>An account's sessions by id and by name.</summary>
internal sealed class SessionNames
{
    private const int MintedDigits = 8;

    private readonly Dictionary<string, string> _names = [];
    private readonly SortedDictionary<string, string> _ids = new(StringComparer.Ordinal);

    public int Count => _names.Count;

    /// <summary>By name.</summary>
    public string[] Ids => [.. _ids.Values];

    /// <summary>A name for a session whose owner gave none; that it is free is all but certain, and checked as any other's.</summary>
    public static string Mint() => $"wasilo-{RandomNumberGenerator.GetString("0123456789", MintedDigits)}";

    public void Add(string id, string name)
    {
        _names.Add(id, name);
        _ids.Add(name, id);
    }

    public void Remove(string id)
    {
        if (_names.Remove(id, out var name))
            _ids.Remove(name);
    }

    public bool HasId(string id) => _names.ContainsKey(id);

    /// <summary>The id; an id goes before a name that looks like one.</summary>
    public string? Find(string idOrName) => _names.ContainsKey(idOrName) ? idOrName : _ids.GetValueOrDefault(idOrName);
}
