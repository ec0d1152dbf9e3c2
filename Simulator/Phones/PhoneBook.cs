using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Wasilo.Simulator.Errors;
using Wasilo.Simulator.State;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Phones;

/// <summary>All phones, by number and by hidden id.</summary>
public sealed class PhoneBook
{
    /// <summary>What a phone can say it is, in pair-success.</summary>
    public static readonly IReadOnlyList<string> Platforms = ["android", "iphone", "smba", "smbi"];

    // E.164: at most 15 digits. The shortest numbers that WhatsApp accepts have 7.
    private const int ShortestNumber = 7;
    private const int LongestNumber = 15;
    private const int LongestName = 100;

    private readonly IRandomSource _random;
    private readonly Lock _adding = new();
    private readonly ConcurrentDictionary<string, Phone> _byNumber = new();
    private readonly ConcurrentDictionary<string, Phone> _byLid = new();

    internal PhoneBook(IRandomSource random, IEnumerable<SavedPhone> saved)
    {
        _random = random;
        foreach (var phone in saved.Select(phone => phone.ToPhone(Changes)))
        {
            _byLid[phone.Lid.User] = phone;
            _byNumber[phone.Number] = phone;
        }
    }

    internal Changes Changes { get; } = new();

    /// <summary>All phones, by number.</summary>
    public IReadOnlyList<Phone> All => [.. _byNumber.Values.OrderBy(static phone => phone.Number, StringComparer.Ordinal)];

    /// <summary>Makes a phone with new keys.</summary>
    /// <param name="number">Its digits, with the country code and without a plus.</param>
    /// <param name="name">The name that others see; by default the number.</param>
    /// <param name="lid">The digits of its hidden id; by default some.</param>
    /// <param name="platform">One of <see cref="Platforms"/>.</param>
    /// <exception cref="InvalidPhoneException">One of these can't be.</exception>
    /// <exception cref="PhoneExistsException">There is one already.</exception>
    public Phone Create(string number, string? name = null, string? lid = null, string platform = "android")
    {
        ArgumentNullException.ThrowIfNull(number);
        Require(IsDigits(number), $"'{number}' is no phone number: it has {ShortestNumber} to {LongestNumber} digits and nothing else.");
        Require(
            lid is null || (IsDigits(lid) && lid != number),
            $"'{lid}' is no hidden id: it has {ShortestNumber} to {LongestNumber} digits, other than the number.");
        Require(name is not { Length: > LongestName }, $"The name has more than {LongestName} characters.");
        Require(Platforms.Contains(platform), $"'{platform}' is no platform: it is one of {string.Join(", ", Platforms)}.");
        lock (_adding)
        {
            if (_byNumber.ContainsKey(number))
                throw new PhoneExistsException(number);
            if (lid is not null && _byLid.ContainsKey(lid))
                throw new PhoneExistsException($"with the hidden id {lid}");
            var phone = new Phone(
                number,
                lid ?? NewLid(number),
                string.IsNullOrEmpty(name) ? number : name,
                platform,
                (uint)RandomUInt64(),
                NewAccountKey(),
                Changes);
            _byLid[phone.Lid.User] = phone;
            _byNumber[number] = phone;
            Changes.Mark();
            return phone;
        }
    }

    /// <summary>The phone with a number.</summary>
    /// <exception cref="UnknownPhoneException">There is none.</exception>
    public Phone Get(string number) => _byNumber.TryGetValue(number, out var phone) ? phone : throw new UnknownPhoneException(number);

    /// <summary>A key for a phone that is set up.</summary>
    internal KeyPair NewAccountKey() => KeyPair.Generate(_random);

    /// <summary>The phone of an account or device, by number or by hidden id.</summary>
    internal bool TryFind(Jid jid, [NotNullWhen(true)] out Phone? phone)
    {
        phone = null;
        return jid.Kind switch
        {
            JidKind.User or JidKind.LegacyUser => _byNumber.TryGetValue(jid.User, out phone),
            JidKind.Lid => _byLid.TryGetValue(jid.User, out phone),
            _ => false,
        };
    }

    private static bool IsDigits(string text) =>
        text.Length is >= ShortestNumber and <= LongestNumber && text[0] != '0' && text.All(char.IsAsciiDigit);

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new InvalidPhoneException(message);
    }

    // 15 digits that begin with 1 to 4, as the ones seen in the field do.
    private string NewLid(string number)
    {
        while (true)
        {
            var lid = (100_000_000_000_000 + (long)(RandomUInt64() % 400_000_000_000_000)).ToString(CultureInfo.InvariantCulture);
            if (lid != number && !_byLid.ContainsKey(lid))
                return lid;
        }
    }

    private ulong RandomUInt64()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        _random.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
