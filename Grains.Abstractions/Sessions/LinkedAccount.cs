namespace Wasilo.Grains.Abstractions.Sessions;

/// <summary>The account on WhatsApp that a session's device belongs to.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.LinkedAccount")]
public sealed record LinkedAccount
{
    /// <summary>The device's address by phone number, as <c>15550000001:3@s.whatsapp.net</c>.</summary>
    [Id(0)]
    public required string Jid { get; init; }

    /// <summary>The phone number, digits only.</summary>
    [Id(1)]
    public required string PhoneNumber { get; init; }

    /// <summary>The device's address by hidden id.</summary>
    [Id(2)]
    public string? Lid { get; init; }

    /// <summary>The name that others see.</summary>
    [Id(3)]
    public string? PushName { get; init; }

    /// <summary>What the phone runs: android, iphone, smba, smbi.</summary>
    [Id(4)]
    public string? Platform { get; init; }
}
