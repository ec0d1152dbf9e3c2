using System.Diagnostics.CodeAnalysis;
using Wasilo.Simulator.State;
using Wasilo.WhatsApp.Crypto;

namespace Wasilo.Simulator.Phones;

/// <summary>The prekeys that the server holds for a device: the signed one, and one-time ones that are handed out once each.</summary>
internal sealed class Prekeys(SignedPrekey signed, Changes changes)
{
    /// <summary>One-time prekeys that the server keeps for a device. Clients upload 812 at first.</summary>
    public const int Limit = 8192;

    private readonly Lock _lock = new();
    private readonly Queue<OneTimePrekey> _oneTime = new();
    private SignedPrekey _signed = signed;

    public int Count
    {
        get
        {
            lock (_lock)
                return _oneTime.Count;
        }
    }

    public SignedPrekey Signed
    {
        get => Volatile.Read(ref _signed);
        set
        {
            Volatile.Write(ref _signed, value);
            changes.Mark();
        }
    }

    public IReadOnlyList<OneTimePrekey> OneTime
    {
        get
        {
            lock (_lock)
                return [.. _oneTime];
        }
    }

    /// <summary>Adds keys behind those that are there; false, and none is added, if there would be too many.</summary>
    public bool TryAdd(IReadOnlyList<OneTimePrekey> keys)
    {
        lock (_lock)
        {
            if (_oneTime.Count + keys.Count > Limit)
                return false;
            foreach (var key in keys)
                _oneTime.Enqueue(key);
            changes.Mark();
            return true;
        }
    }

    /// <summary>Hands out the oldest one.</summary>
    public bool TryTake([NotNullWhen(true)] out OneTimePrekey? key)
    {
        lock (_lock)
        {
            if (!_oneTime.TryDequeue(out key))
                return false;
        }

        changes.Mark();
        return true;
    }
}

/// <summary>A prekey for one session.</summary>
internal sealed record OneTimePrekey(uint Id, PublicKey Key);
