namespace Wasilo.Grains.Abstractions.Sessions;

/// <summary>Where events go.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.WebhookConfig")]
public sealed record WebhookConfig
{
    /// <summary>http or https.</summary>
    [Id(0)]
    public required string Url { get; init; }

    /// <summary>Names of events; <c>*</c> is all.</summary>
    [Id(1)]
    public required string[] Events { get; init; }

    /// <summary>Signs what is sent; secret. Null means no signature.</summary>
    [Id(2)]
    public string? HmacKey { get; init; }

    /// <summary>What is done when the receiver doesn't take it.</summary>
    [Id(3)]
    public RetryConfig Retries { get; init; } = new();

    /// <summary>Sent along.</summary>
    [Id(4)]
    public HeaderConfig[] CustomHeaders { get; init; } = [];

    /// <summary>Whether it is used.</summary>
    [Id(5)]
    public bool Active { get; init; } = true;

    /// <summary>How it is told: waha, wawp or gateway.</summary>
    [Id(6)]
    public string Dialect { get; init; } = "waha";

    /// <summary>Without the key, and without headers, which may hold one.</summary>
    public override string ToString() => $"WebhookConfig {{ {Events.Length} events }}";
}

/// <summary>How deliveries are repeated.</summary>
/// <param name="Policy">constant, linear or exponential.</param>
/// <param name="DelaySeconds">The first wait.</param>
/// <param name="Attempts">How often at most.</param>
[GenerateSerializer, Immutable, Alias("wasilo.RetryConfig")]
public sealed record RetryConfig(string Policy = "constant", int DelaySeconds = 2, int Attempts = 15);

/// <summary>A header of an HTTP request.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">It may be secret.</param>
[GenerateSerializer, Immutable, Alias("wasilo.HeaderConfig")]
public sealed record HeaderConfig(string Name, string Value)
{
    /// <summary>Without the value.</summary>
    public override string ToString() => $"HeaderConfig {{ Name = {Name} }}";
}
