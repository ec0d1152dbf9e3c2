namespace Wasilo.Grains.Webhooks;

/// <summary>What came of one request to a receiver.</summary>
/// <param name="Status">Of HTTP; null if there was no answer.</param>
/// <param name="Error">What was wrong; null if the receiver took it.</param>
internal readonly record struct Receipt(int? Status, string? Error)
{
    public bool IsTaken => Error is null;
}
