using Microsoft.Extensions.Logging;

namespace GreenPow.Mqtt.Tests;

/// <summary>A broker's log, for tests that have to know what it has noticed.</summary>
internal sealed class ToldLog : ILoggerProvider, ILogger
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task WhenAsync(string words)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (_lines.Exists(line => line.Contains(words, StringComparison.Ordinal))) return;
                more = _more.Task;
            }
            await more.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
        {
            _lines.Add(formatter(state, exception));
            _more.SetResult();
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Dispose()
    {
    }
}
