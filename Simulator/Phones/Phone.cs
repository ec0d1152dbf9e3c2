using System.Diagnostics.CodeAnalysis;
using Wasilo.Simulator.Errors;
using Wasilo.Simulator.State;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;

namespace Wasilo.Simulator.Phones;

/// <summary>A simulated phone: an account with its number, its keys and the devices linked to it. The phone itself is device 0.</summary>
public sealed class Phone
{
    /// <summary>How many devices WhatsApp lets a phone link.</summary>
    public const int MaxDevices = 4;

    // Numbers aren't given twice, and on the wire they have one byte.
    private const int HighestDevice = byte.MaxValue;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, Device> _devices = [];
    private int _lastDevice;

    internal Phone(
        string number, string lid, string name, string platform, uint accountId, KeyPair accountKey, Changes changes, int lastDevice = 0)
    {
        Changes = changes;
        _lastDevice = lastDevice;
        Number = number;
        Name = name;
        Platform = platform;
        Jid = new Jid(number, JidServer.User);
        Lid = new Jid(lid, JidServer.Lid);
        AccountId = accountId;
        AccountKey = accountKey;
    }

    /// <summary>The phone number's digits, with the country code and without a plus.</summary>
    public string Number { get; }

    /// <summary>The name that others see.</summary>
    public string Name { get; }

    /// <summary>What kind of phone it says it is: android, iphone, smba or smbi.</summary>
    public string Platform { get; }

    /// <summary>The account by its number.</summary>
    public Jid Jid { get; }

    /// <summary>The account by its hidden id.</summary>
    public Jid Lid { get; }

    /// <summary>The linked devices.</summary>
    public IReadOnlyList<Device> Devices
    {
        get
        {
            lock (_lock)
                return [.. _devices.Values];
        }
    }

    internal Changes Changes { get; }

    /// <summary>The highest number that was given to a device.</summary>
    internal int LastDevice
    {
        get
        {
            lock (_lock)
                return _lastDevice;
        }
    }

    /// <summary>The rawId of every device identity that this phone signs.</summary>
    internal uint AccountId { get; }

    /// <summary>Signs device identities; the phone's Signal identity is the same key.</summary>
    internal KeyPair AccountKey { get; }

    /// <summary>The number of a device to be linked. A pairing that fails leaves a gap.</summary>
    /// <exception cref="TooManyDevicesException">There are too many already.</exception>
    internal int NextDevice()
    {
        lock (_lock)
        {
            return _devices.Count < MaxDevices && _lastDevice < HighestDevice
                ? ++_lastDevice
                : throw new TooManyDevicesException(Number, _devices.Count);
        }
    }

    internal void Add(Device device)
    {
        lock (_lock)
            _devices.Add(device.Number, device);
        Changes.Mark();
    }

    internal bool TryGet(int number, [NotNullWhen(true)] out Device? device)
    {
        lock (_lock)
            return _devices.TryGetValue(number, out device);
    }

    /// <exception cref="UnknownDeviceException">There is none.</exception>
    internal Device Get(int number) => TryGet(number, out var device) ? device : throw new UnknownDeviceException(Number, number);

    /// <summary>Forgets a device; false if it is forgotten already.</summary>
    internal bool Remove(Device device)
    {
        lock (_lock)
        {
            if (!_devices.TryGetValue(device.Number, out var known) || known != device)
                return false;
            _devices.Remove(device.Number);
        }

        Changes.Mark();
        return true;
    }
}
