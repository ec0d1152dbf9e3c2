using System.Collections.Concurrent;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Registration;

/// <summary>The references in all QR codes that are shown now, the numbers that codes are shown for, and who shows them.</summary>
internal sealed class PairingReferences(IRandomSource random)
{
    /// <summary>As many as real servers send; shown one after the other.</summary>
    public const int PerConnection = 6;

    private const int Entropy = 96;

    // The first reference lives a minute, each further one 20 s: what Baileys and whatsmeow show them for.
    private static readonly TimeSpan First = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Further = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Shown> _shown = new();
    private readonly ConcurrentDictionary<string, RegistrationConversation> _codes = new();

    /// <summary>When the last reference of a connection has run out.</summary>
    public static TimeSpan Lifetime => LifetimeOf(PerConnection - 1);

    /// <summary>Makes the references of a connection.</summary>
    public string[] Issue(RegistrationConversation conversation)
    {
        var references = new string[PerConnection];
        for (var i = 0; i < references.Length; i++)
        {
            references[i] = New(random);
            _shown[references[i]] = new Shown(conversation, LifetimeOf(i));
        }

        return references;
    }

    /// <summary>A client wants to be linked to a number by code; only the latest one can be.</summary>
    public void RequestCode(string number, RegistrationConversation conversation) => _codes[number] = conversation;

    /// <summary>Who wants to be linked to a number by code.</summary>
    public RegistrationConversation? FindCode(string number) => _codes.GetValueOrDefault(number);

    public void ForgetCode(string number, RegistrationConversation conversation) =>
        _codes.TryRemove(KeyValuePair.Create(number, conversation));

    /// <summary>Who shows a reference, and how long after issuing it is good; null if nobody does.</summary>
    public Shown? Find(string reference) => _shown.GetValueOrDefault(reference);

    public void Forget(IEnumerable<string> references)
    {
        foreach (var reference in references)
            _shown.TryRemove(reference, out _);
    }

    private static TimeSpan LifetimeOf(int index) => First + index * Further;

    /// <summary>A reference. It has no comma, which would end the field in a QR code.</summary>
    public static string New(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[Entropy];
        random.Fill(bytes);
        return $"2@{Convert.ToBase64String(bytes)}";
    }

    internal sealed record Shown(RegistrationConversation Conversation, TimeSpan Lifetime);
}
