import type { MapDrawing, Point } from '@/lib/orders/map-drawing'
import type { Route } from '@/lib/orders/route'

/** The way so far, and the way that is left. */
export function MapRoute({ travelled, ahead }: Pick<MapDrawing, 'travelled' | 'ahead'>) {
  return (
    <g aria-hidden fill="none" strokeLinecap="round">
      <path d={ahead} className="stroke-primary/55" strokeWidth="2.5" strokeDasharray="2 7" />
      <path d={travelled} className="stroke-primary" strokeWidth="3" />
    </g>
  )
}

type Props = { drawing: MapDrawing; route: Route; width: number }

/** What stands on the map. The parcel glides to where it is now, unless less motion is wished for. */
export function MapMarkers({ drawing: { from, to, position }, route, width }: Props) {
  return (
    <g aria-hidden>
      <End
        at={from}
        name={isNear(from, position) || isNear(from, to) ? '' : route.from.name}
        width={width}
        isStart
      />
      {to && route.to && <End at={to} name={isNear(to, position) ? '' : route.to.name} width={width} />}
      {position && route.position && (
        <g
          data-testid="map-position"
          className="transition-transform duration-1000 ease-in-out motion-reduce:transition-none"
          style={{ transform: `translate(${position.x}px, ${position.y}px)` }}
        >
          <circle r="15" className="fill-primary/20 motion-safe:animate-pulse" />
          <circle r="7.5" className="fill-primary stroke-card" strokeWidth="3" />
          <Name text={route.position.name} x={position.x} y={26} width={width} isStrong />
        </g>
      )}
    </g>
  )
}

/** The name of the other would lie on this one. */
function isNear(end: Point, position: Point | null): boolean {
  return position !== null && Math.hypot(end.x - position.x, end.y - position.y) < 44
}

type EndProps = { at: Point; name: string; width: number; isStart?: boolean }

/** Where it begins (a square) or ends (a pin). */
function End({ at, name, width, isStart = false }: EndProps) {
  return (
    <g transform={`translate(${at.x} ${at.y})`}>
      {isStart ? (
        <rect
          x="-5.5"
          y="-5.5"
          width="11"
          height="11"
          rx="3"
          className="fill-foreground stroke-card"
          strokeWidth="2.5"
        />
      ) : (
        <path
          d="M0 0C-7 -8 -9 -11 -9 -15A9 9 0 0 1 9 -15C9 -11 7 -8 0 0Z"
          className="fill-chart-2 stroke-card"
          strokeWidth="2"
        />
      )}
      {!isStart && <circle cy="-15" r="3.2" className="fill-card" />}
      <Name text={name} x={at.x} y={20} width={width} />
    </g>
  )
}

type NameProps = { text: string; x: number; y: number; width: number; isStrong?: boolean }

/** Centred on its marker, and away from the edge. A halo of the ground keeps it readable above lines. */
function Name({ text, x, y, width, isStrong = false }: NameProps) {
  const half = text.length * 3.5 + 6
  const shift = Math.max(half - x, 0) - Math.max(x + half - width, 0)
  return (
    <text
      x={shift}
      y={y}
      textAnchor="middle"
      paintOrder="stroke"
      strokeWidth="4"
      strokeLinejoin="round"
      className={`fill-foreground stroke-card text-[12px] ${isStrong ? 'font-semibold' : 'font-medium'}`}
    >
      {text}
    </text>
  )
}
