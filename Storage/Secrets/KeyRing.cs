using System.Diagnostics.CodeAnalysis;

namespace Wasilo.Storage.Secrets;

/// <summary>The master keys of this process: one that new secrets are sealed with, and former ones that still open old secrets.</summary>
public sealed class KeyRing
{
    private readonly Dictionary<uint, EncryptionKey> _keys;

    /// <summary>A ring of keys; one that is named twice counts once.</summary>
    /// <exception cref="ArgumentException">Two different keys have the same id, by a chance of one in four billion.</exception>
    public KeyRing(EncryptionKey current, params IEnumerable<EncryptionKey> former)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(former);
        Current = current;
        _keys = new Dictionary<uint, EncryptionKey> { [current.Id] = current };
        foreach (var key in former)
        {
            if (!_keys.TryAdd(key.Id, key) && _keys[key.Id].ToBase64() != key.ToBase64())
                throw new ArgumentException($"Two different keys have the id {key.Name}. Make another key.", nameof(former));
        }
    }

    /// <summary>The key that new secrets are sealed with.</summary>
    public EncryptionKey Current { get; }

    /// <summary>The keys' names, the current one first.</summary>
    public IEnumerable<string> Names => _keys.Values.OrderByDescending(key => key == Current).Select(static key => key.Name);

    /// <summary>Says which keys are on it.</summary>
    public override string ToString() => $"KeyRing {string.Join(", ", Names)}";

    internal bool TryFind(uint id, [NotNullWhen(true)] out EncryptionKey? key) => _keys.TryGetValue(id, out key);
}
