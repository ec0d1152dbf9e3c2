using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Primary;
using Wasilo.Simulator.Routing;
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
    // Made when they are needed: of the phones of a large test most have neither.
    private ConcurrentDictionary<string, bool>? _watchers;
    private ConcurrentDictionary<int, Party[]>? _statusAudiences;
    private volatile Device[] _list = [];
    private uint _givenPrekeys;
    private PhoneKeys? _keys;
    private PrimaryDevice? _primary;
    private int _lastDevice;

    internal Phone(
        string number, string lid, string name, string platform, uint accountId, KeyPair accountKey, Changes changes, int lastDevice = 0,
        uint givenPrekeys = 0)
    {
        _givenPrekeys = givenPrekeys;
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

    /// <summary>The linked devices, for those who look often. Not to be changed.</summary>
    internal Device[] DeviceList => _list;

    /// <summary>The numbers of phones whose devices have asked which devices this one has.</summary>
    internal IReadOnlyList<string> Watchers => _watchers is { } watchers ? [.. watchers.Keys.Order(StringComparer.Ordinal)] : [];

    /// <summary>Who of its account is available, and who wants to know.</summary>
    internal Attendance Attendance { get; } = new();

    /// <summary>Its own Signal keys; made when someone first asks for them.</summary>
    internal PhoneKeys Keys => LazyInitializer.EnsureInitialized(ref _keys, () => new PhoneKeys(AccountKey, Changes, _givenPrekeys));

    /// <summary>How many of its one-time prekeys were handed out.</summary>
    internal uint GivenPrekeys => _keys?.Given ?? _givenPrekeys;

    /// <summary>The list of its devices as it was signed last.</summary>
    internal SignedDeviceList? SignedList { get; set; }

    /// <summary>The phone's own doing; made when there is first something for it to do.</summary>
    internal PrimaryDevice? Primary => Volatile.Read(ref _primary);

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
    internal KeyPair AccountKey { get; private set; }

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

    internal PrimaryDevice MakePrimary(ChatServer server) =>
        LazyInitializer.EnsureInitialized(ref _primary, () => new PrimaryDevice(server, this));

    internal void Add(Device device)
    {
        lock (_lock)
        {
            _devices.Add(device.Number, device);
            _list = [.. _devices.Values];
        }

        Changes.Mark();
    }

    /// <summary>The account's address by number or by hidden id.</summary>
    internal Jid In(bool lid) => lid ? Lid : Jid;

    /// <summary>The addresses of all its devices, its own included.</summary>
    internal IEnumerable<Jid> Addresses(bool lid) => _list.Select(device => lid ? device.Lid : device.Jid).Prepend(lid ? Lid : Jid);

    /// <summary>A phone's devices keep a list of this one's devices now, and hear of changes.</summary>
    internal void AddWatcher(string number)
    {
        if (number != Number && LazyInitializer.EnsureInitialized(ref _watchers).TryAdd(number, true))
            Changes.Mark();
    }

    /// <summary>Begins anew, with nothing of what it was but its number: the app was installed again.</summary>
    internal void Reinstall(KeyPair accountKey)
    {
        lock (_lock)
        {
            AccountKey = accountKey;
            _givenPrekeys = 0;
            SignedList = null;
            Volatile.Write(ref _keys, null);
            Volatile.Write(ref _primary, null);
        }

        Changes.Mark();
    }

    /// <summary>Whom a device's status updates go to: those who got its sender key the last time.</summary>
    internal Party[] StatusAudience(int device) => _statusAudiences?.GetValueOrDefault(device) ?? [];

    internal void SetStatusAudience(int device, Party[] audience) =>
        LazyInitializer.EnsureInitialized(ref _statusAudiences)[device] = audience;

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
            _list = [.. _devices.Values];
        }

        Changes.Mark();
        return true;
    }
}
