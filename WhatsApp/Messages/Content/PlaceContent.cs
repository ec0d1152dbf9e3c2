namespace Wasilo.WhatsApp.Messages;

/// <summary>A place.</summary>
/// <param name="Latitude">In degrees, -90 to 90.</param>
/// <param name="Longitude">In degrees, -180 to 180.</param>
public sealed record LocationContent(double Latitude, double Longitude) : MessageContent
{
    /// <summary>What it is called.</summary>
    public string? Name { get; init; }

    /// <summary>Its address.</summary>
    public string? Address { get; init; }

    /// <summary>A link about it.</summary>
    public string? Url { get; init; }

    /// <summary>A small map, JPEG; empty for none.</summary>
    public ReadOnlyMemory<byte> Thumbnail { get; init; }
}

/// <summary>Where someone is now; further messages with higher numbers follow while they move.</summary>
/// <param name="Latitude">In degrees.</param>
/// <param name="Longitude">In degrees.</param>
public sealed record LiveLocationContent(double Latitude, double Longitude) : MessageContent
{
    /// <summary>The text below it.</summary>
    public string? Caption { get; init; }

    /// <summary>How exact it is, in metres; null is unknown.</summary>
    public int? AccuracyInMeters { get; init; }

    /// <summary>In metres a second; null is unknown.</summary>
    public float? Speed { get; init; }

    /// <summary>Degrees clockwise from north; null is unknown.</summary>
    public int? Heading { get; init; }

    /// <summary>Grows with each position.</summary>
    public long SequenceNumber { get; init; }
}
