namespace Wasilo.WhatsApp.Client;

/// <summary>Something that is to happen later, once each time it is armed. An entry of <see cref="TimerWheel"/>.</summary>
internal abstract class WheelTimer
{
    internal long DueTick { get; set; }

    internal long Order { get; set; }

    internal bool IsArmed { get; set; }

    internal WheelTimer? Next { get; set; }

    internal WheelTimer? Previous { get; set; }

    /// <summary>
    /// Runs on the wheel's thread, which serves all clients: it must be short, must not block and must not throw. It may still run when the
    /// timer was disarmed or armed anew at the very moment it became due.
    /// </summary>
    internal abstract void OnDue();
}
